using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sgraf.Model;

/// <summary>Keeps ONNX Runtime from reporting on the machine that it runs on.</summary>
/// <remarks>
/// From 1.31 on its builds for Linux note the process, the processor and an id of the device below the home folder and try to send them
/// to their maker. Their own switch, <c>DisableTelemetryEvents</c>, comes too late for that; the variable works where it is set before the
/// library is loaded. .NET keeps variables of its own, which native code does not see, so it is set where native code looks.
/// </remarks>
internal static partial class OnnxTelemetry
{
    internal const string Variable = "ORT_DISABLE_TELEMETRY";

#pragma warning disable CA2255 // A library's initializer: whichever program uses this library, nothing may be sent before the first call.
    [ModuleInitializer]
    internal static void Disable()
    {
        if (OperatingSystem.IsWindows()) _ = SetOnWindows($"{Variable}=1");
        else _ = Set(Variable, "1", overwrite: 1);
    }
#pragma warning restore CA2255

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);

    // Not run so far: the machines this was written on have no Windows.
    [LibraryImport("ucrtbase", EntryPoint = "_putenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetOnWindows(string assignment);
}
