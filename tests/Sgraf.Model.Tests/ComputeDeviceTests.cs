namespace Sgraf.Model.Tests;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda:0")]
    [InlineData("cuda:12")]
    public void A_name_is_read_and_written_alike(string name) => Assert.Equal(name, ComputeDevice.Parse(name).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("CPU")]
    public void Another_name_is_refused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => ComputeDevice.Parse(name));
        Assert.Contains("choose cpu or cuda:N", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_the_default() => Assert.Equal(ComputeDevice.Cpu, default);

    [Fact]
    public void A_device_that_is_not_there_is_named_with_the_remedy()
    {
        var error = Assert.Throws<PlatformNotSupportedException>(() => ComputeDevice.Cuda(99).CreateSessionOptions());
        Assert.StartsWith("cuda:99 cannot be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("-p:Compute=cuda-linux", error.Message, StringComparison.Ordinal);
    }
}
