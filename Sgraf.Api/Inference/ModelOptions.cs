using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Inference;

/// <summary>Which model is served; section "Model" of the configuration.</summary>
internal sealed class ModelOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Model";

    /// <summary>The bundle's folder, from the working directory; the demo bundle beside the program where it is not set.</summary>
    public string? Folder { get; init; }

    /// <summary>Where the detector runs: <c>cpu</c>, or <c>cuda:N</c> in a build for CUDA. Encoders and scorer run on the processor.</summary>
    [RegularExpression("cpu|cuda:[0-9]{1,2}", ErrorMessage = "Model:Device must be cpu or cuda:N, for example cuda:0.")]
    public string Device { get; init; } = "cpu";

    /// <summary>The folder with its default.</summary>
    public string FolderOrDemo => Folder ?? Path.Combine(AppContext.BaseDirectory, "models", "demo");
}

[OptionsValidator] internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;
