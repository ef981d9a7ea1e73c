namespace Sgraf.Training.Measurement;

/// <summary>The processor that figures were measured on.</summary>
internal static class Processor
{
    /// <summary>Its name, as the system knows it.</summary>
    public static string Name { get; } = ReadName();

    private static string ReadName()
    {
        const string Cpus = "/proc/cpuinfo";
        var line = File.Exists(Cpus) ? File.ReadLines(Cpus).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }
}
