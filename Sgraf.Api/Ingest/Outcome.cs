namespace Sgraf.Api.Ingest;

/// <summary>What became of something that was to be added, in the words of answers.</summary>
internal static class Outcome
{
    /// <summary>It was added.</summary>
    public const string Added = "added";

    /// <summary>The gallery had it.</summary>
    public const string Exists = "exists";

    /// <summary>It was not added.</summary>
    public const string Failed = "failed";
}
