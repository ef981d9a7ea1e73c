using Sgraf.Training.Network;

namespace Sgraf.Training.Tests.Network;

public sealed class TorchLibraryTests
{
    [Fact]
    public void An_older_system_is_told_what_it_lacks()
    {
        var message = TorchLibrary.Explain("/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found");
        Assert.Contains("newer libstdc++", message, StringComparison.Ordinal);
        Assert.Contains("build", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        Assert.Throws<TorchException>(() => TorchDevice.Parse("tpu"));
        Assert.Equal(TorchSharp.DeviceType.CPU, TorchDevice.Parse("cpu").type);
    }
}
