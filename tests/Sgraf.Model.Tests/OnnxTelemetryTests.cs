using System.Runtime.InteropServices;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Tests;

public sealed partial class OnnxTelemetryTests
{
    [Fact]
    public void The_variable_is_set_where_native_code_looks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other names for its functions.");
        _ = new ModelConfig();    // whatever is used of the library first
        Assert.Equal("1", Marshal.PtrToStringUTF8(Get(OnnxTelemetry.Variable)));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string name);
}
