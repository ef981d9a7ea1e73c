using Microsoft.Extensions.Options;

namespace Sgraf.Api;

/// <summary>Says plainly why the service did not start; everything else keeps its trace.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;

    public static bool Explains(Exception failure) =>
        failure is StartException or OptionsValidationException or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException };

    /// <returns>The exit code of the process.</returns>
    public static int Report(Exception failure)
    {
        Console.Error.WriteLine($"Sgraf.Api: {failure.Message}");
        return ExitCode;
    }
}
