using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Serilog.Events;

namespace Sgraf.Api.Telemetry;

/// <summary>What is logged, and how; section "Log" of the configuration.</summary>
internal sealed class LogOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Log";

    /// <summary>The least level that is written. At Information and above no text and no file name of a user is.</summary>
    [EnumDataType(typeof(LogEventLevel))] public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>Whether each line is a JSON object, for programs, instead of text.</summary>
    public bool Json { get; init; }
}

[OptionsValidator] internal sealed partial class LogOptionsValidator : IValidateOptions<LogOptions>;
