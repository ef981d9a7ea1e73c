using System.ComponentModel.DataAnnotations;

namespace Sgraf.Api.Access;

/// <summary>A key that is accepted.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>Whose key it is, for metrics and logs.</summary>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,64}", ErrorMessage = "The name of a key must be 1 to 64 letters, digits, dots, dashes or underscores.")]
    public string Name { get; init; } = "";

    /// <summary>
    /// The SHA-256 of the key in hexadecimal digits, as <c>--new-key</c> prints it. A plain hash is enough for such a key, which has
    /// 256 random bits: nobody can try them all.
    /// </summary>
    [Required, RegularExpression("[0-9a-fA-F]{64}", ErrorMessage = "Sha256 of a key must be 64 hexadecimal digits; make a key with --new-key.")]
    public string Sha256 { get; init; } = "";

    /// <summary>Requests a minute with this key; 0 sets no limit, nothing takes that of all keys.</summary>
    [Range(0, 1_000_000)] public int? RequestsPerMinute { get; init; }
}
