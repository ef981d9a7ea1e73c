namespace Sgraf.Training.Measurement;

/// <summary>What an evaluation by both networks costs beside the kernel, at the published sizes; medians over rounds.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Images">Images that were ranked.</param>
/// <param name="Captions">Captions that were ranked.</param>
/// <param name="Words">L of each caption.</param>
/// <param name="KernelSeconds">To score all pairs that are encoded already.</param>
/// <param name="EvaluationSeconds">From opening the bundle and the features to the recalls.</param>
/// <param name="TimesTheKernel">The one over the other, round by round.</param>
/// <param name="TimesTheKernelOfThousand">
/// What it is for 1,000 images with 5,000 captions: the kernel's work grows with the pairs, the rest with the images and captions.
/// </param>
internal sealed record EvaluationReport(
    string Processor,
    int Cores,
    int Images,
    int Captions,
    int Words,
    double KernelSeconds,
    double EvaluationSeconds,
    double TimesTheKernel,
    double TimesTheKernelOfThousand);
