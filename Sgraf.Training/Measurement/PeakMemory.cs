using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Sgraf.Training.Measurement;

/// <summary>The most memory this process has held.</summary>
internal static partial class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string ClearReferences = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>Gives back what is free and forgets the peak so far, where the system can; Linux does.</summary>
    public static void Reset()
    {
        GC.Collect();
        if (!File.Exists(ClearReferences)) return;
        _ = Trim(keep: 0);
        File.WriteAllText(ClearReferences, ResetPeak);
    }

    /// <summary>The peak since then, in MB of 10^6 bytes.</summary>
    public static double Megabytes()
    {
        if (!File.Exists(Status)) return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
