using Microsoft.Extensions.Options;
using Sgraf.Model.Images;

namespace Sgraf.Api.Inference;

/// <summary>Checks what a picture may cost.</summary>
[OptionsValidator] internal sealed partial class DecodingOptionsValidator : IValidateOptions<DecodingOptions>;
