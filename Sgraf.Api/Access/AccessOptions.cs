using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Access;

/// <summary>Who may use the service; section "Access" of the configuration.</summary>
internal sealed class AccessOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Access";

    /// <summary>The keys that are accepted. Without any, everybody who reaches the service may use it, and only this machine may reach it.</summary>
    [ValidateEnumeratedItems] public IReadOnlyList<ApiKeyOptions> Keys { get; init; } = [];

    /// <summary>Whether the service may be reached from other machines without any key.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Requests a minute for each key that has no limit of its own; 0 sets none.</summary>
    [Range(0, 1_000_000)] public int RequestsPerMinute { get; init; } = 600;
}

[OptionsValidator] internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
