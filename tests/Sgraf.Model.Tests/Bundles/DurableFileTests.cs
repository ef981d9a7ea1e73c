using System.Diagnostics;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_older_file_is_replaced_whole()
    {
        var path = _folder.Write("a", [1, 2, 3]);
        DurableFile.Write(path, stream => stream.WriteByte(9));
        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Throws<InvalidDataException>(() => DurableFile.Write(path, _ => throw new InvalidDataException()));
        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_link_stays_and_what_it_leads_to_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets not everybody make links.");
        var path = _folder.Write("real", [1]);
        File.CreateSymbolicLink(_folder.PathOf("link"), path);
        DurableFile.Write(_folder.PathOf("link"), stream => stream.WriteByte(2));
        Assert.Equal(path, new FileInfo(_folder.PathOf("link")).LinkTarget);
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_pipe_is_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells here what kind of file a name is.");
        var pipe = _folder.PathOf("pipe");
        Process.Start("mkfifo", pipe).WaitForExit();
        var refusal = Assert.Throws<IOException>(() => DurableFile.Write(pipe, stream => stream.WriteByte(1)));
        Assert.Equal($"{pipe} cannot be written: it is no regular file; choose another name.", refusal.Message);
        Assert.Equal([pipe], Directory.GetFiles(_folder.Path));
    }
}
