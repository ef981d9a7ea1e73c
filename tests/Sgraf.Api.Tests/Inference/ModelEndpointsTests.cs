using Sgraf.Api.Tests.Application;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Tests.Inference;

public sealed class ModelEndpointsTests
{
    [Fact]
    public async Task The_served_model_is_described()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var response = await client.GetAsync("/models");
        var model = (await response.JsonAsync()).GetProperty("models")[0];
        Assert.Equal("tiny", model.GetProperty("name").GetString());
        Assert.Equal(["sgr", "saf"], model.GetProperty("modules").EnumerateArray().Select(module => module.GetString()));
        Assert.Equal("tiny-1", model.GetProperty("detector").GetString());
        Assert.Equal(32, model.GetProperty("sizes").GetProperty("jointSize").GetInt32());
        Assert.Equal(TinyModel.Words.Length + 4, model.GetProperty("vocabulary").GetInt32());
        Assert.Equal(12.5, model.GetProperty("metrics").GetProperty("test.rsum").GetDouble());
        Assert.Equal(TinyModel.Limits, model.GetProperty("limits").GetString());
        Assert.True(model.GetProperty("selfTest").GetProperty("passed").GetBoolean());
        Assert.Equal(model.GetProperty("selfTest").GetProperty("expected").GetDouble(), model.GetProperty("selfTest").GetProperty("found").GetDouble(), 5);
    }

    [Fact]
    public async Task A_bundle_of_one_network_is_served_too()
    {
        await using var service = new Service(SimilarityModule.Saf);
        using var client = await service.ReadyAsync();
        using var response = await client.GetAsync("/models");
        var model = (await response.JsonAsync()).GetProperty("models")[0];
        Assert.Equal("saf", Assert.Single(model.GetProperty("modules").EnumerateArray()).GetString());
    }
}
