using System.Runtime.InteropServices;

namespace Sgraf.Model.Bundles;

/// <summary>Folders that take their name, or each other's, in one step.</summary>
internal static partial class DurableFolder
{
    private const int CurrentFolder = -100;    // AT_FDCWD
    private const uint Exchange = 2;           // RENAME_EXCHANGE

    /// <summary>Gives a finished folder its name; an older folder of that name takes the temporary one.</summary>
    internal static void Publish(string temporary, string target)
    {
        if (!Directory.Exists(target))
            Directory.Move(temporary, target);
        else if (!TryExchange(temporary, target))
            ReplaceInTwoSteps(temporary, target);
        DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>Where the older folder waits when names cannot be exchanged in one step.</summary>
    internal static string NameAside(string target) => Path.TrimEndingDirectorySeparator(target) + ".previous";

    private static bool TryExchange(string temporary, string target)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(CurrentFolder, temporary, CurrentFolder, target, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;    // a C library older than 2018
        }
    }

    /// <summary>Where there is no exchange: between both steps the older folder bears another name.</summary>
    internal static void ReplaceInTwoSteps(string temporary, string target)
    {
        var aside = NameAside(target);
        if (Directory.Exists(aside))
            throw new IOException($"{aside} exists: an earlier replacement was interrupted; delete it once {target} is sound.");
        Directory.Move(target, aside);
        Directory.Move(temporary, target);
        Directory.Delete(aside, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);
}
