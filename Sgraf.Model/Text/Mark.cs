namespace Sgraf.Model.Text;

/// <summary>What the rules did at one place of a sentence.</summary>
[Flags]
internal enum Mark : byte
{
    None = 0,

    /// <summary>A space was put before this character by the rules for opening quotes and punctuation.</summary>
    EarlySpace = 1,

    /// <summary>A space was put before this character by the rules for brackets, dashes, closing quotes or contractions.</summary>
    LateSpace = 2,

    /// <summary>An opening quote starts here.</summary>
    Opening = 4,
}
