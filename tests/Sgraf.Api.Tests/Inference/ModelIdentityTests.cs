using Sgraf.Api.Inference;
using Sgraf.Api.Tests.Application;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Inference;

public sealed class ModelIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Notes_and_metrics_do_not_make_another_model() =>
        Assert.Equal(Identity("a", bundle => bundle), Identity("b", bundle => bundle with
        {
            Manifest = bundle.Manifest with { Provenance = new Provenance { Notes = "other" } },
        }));

    [Fact]
    public void Other_weights_do() => Assert.NotEqual(Identity("a", bundle => bundle), Identity("b", bundle => bundle with
    {
        Sgr = RandomCheckpoint.Create(TinyModel.Config, SimilarityModule.Sgr, seed: 9),
    }));

    [Fact]
    public void A_switch_does() => Assert.NotEqual(Identity("a", bundle => bundle), Identity("b", bundle => bundle with
    {
        Manifest = bundle.Manifest with { Config = bundle.Config with { NormalizeImages = false } },
    }));

    public void Dispose() => _folder.Dispose();

    private string Identity(string name, Func<Bundle, Bundle> change)
    {
        TinyModel.Write(_folder.PathOf(name), change: change);
        return ModelIdentity.Of(Bundle.Load(_folder.PathOf(name)), _folder.PathOf(name));
    }
}
