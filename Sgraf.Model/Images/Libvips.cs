using NetVips;

namespace Sgraf.Model.Images;

/// <summary>Settings of the decoding library, which hold for the whole process.</summary>
internal static class Libvips
{
    // Held here, because the library calls it as long as the process lives.
    private static readonly Log.LogDelegate Silence = static (_, _, _) => { };

    static Libvips()
    {
        NetVips.NetVips.BlockUntrusted = true;    // loaders that were never hardened against hostile files
        NetVips.NetVips.Concurrency = 1;          // many pictures at once are faster than many threads at one
        Cache.Max = 0;                            // no picture comes twice; the cache would hold memory for nothing
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silence);    // a broken picture is reported by the exception alone
    }

    /// <summary>Applies the settings, once.</summary>
    public static void Prepare() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Libvips).TypeHandle);
}
