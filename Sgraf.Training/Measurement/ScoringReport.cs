using System.Text.Json.Serialization;

namespace Sgraf.Training.Measurement;

/// <summary>How fast this machine scores, beside what its processor could do.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="PeakGflops">GFLOP/s of fused multiply-adds in registers on one core, with the widest instructions.</param>
/// <param name="PeakGflopsByPath">The same for each instruction set, by its name.</param>
/// <param name="Images">Images in each measurement.</param>
/// <param name="Words">L: words of each caption.</param>
/// <param name="Scoring">One entry a combination, of whole runs.</param>
/// <param name="Undisturbed">One entry a combination on one core, of moments in which nothing else ran.</param>
/// <param name="Encoders">The encoders' times.</param>
internal sealed record ScoringReport(
    string Processor,
    int Cores,
    double PeakGflops,
    IReadOnlyDictionary<string, double> PeakGflopsByPath,
    int Images,
    int Words,
    IReadOnlyList<ScoringFigures> Scoring,
    IReadOnlyList<UndisturbedFigures> Undisturbed,
    EncoderFigures Encoders);

/// <summary>One combination; medians over rounds.</summary>
/// <param name="Module">SGR or SAF.</param>
/// <param name="Threads">Threads that scored.</param>
/// <param name="Captions">Captions scored together.</param>
/// <param name="Path">The instruction set.</param>
/// <param name="Gflops">Useful operations a second, in 10^9.</param>
/// <param name="FractionOfPeak">Of the instruction set's peak, measured in the same round, times the threads.</param>
/// <param name="FractionOfSustained">
/// Of what as many threads with nothing but multiply-adds reached for as long, right after: the same as of the peak on a quiet machine.
/// </param>
/// <param name="TimesOneThread">How many times as fast as one thread in the same round.</param>
/// <param name="MsPerCaptionPer1000Images">Milliseconds to score one caption with 1,000 images.</param>
/// <param name="OnnxMsPerCaptionPer1000Images">The same for the scorer as a plain graph of ONNX Runtime, on as many threads.</param>
internal sealed record ScoringFigures(
    string Module,
    int Threads,
    int Captions,
    string Path,
    double Gflops,
    double FractionOfPeak,
    double FractionOfSustained,
    double TimesOneThread,
    [property: JsonPropertyName("ms_per_caption_per_1000_images")] double MsPerCaptionPer1000Images,
    [property: JsonPropertyName("onnx_ms_per_caption_per_1000_images")] double OnnxMsPerCaptionPer1000Images);

/// <summary>One combination on one core: the best tenth of a round's single tiles beside the best tenth of bursts of multiply-adds
/// that are as long; medians over rounds.</summary>
/// <param name="Module">SGR or SAF.</param>
/// <param name="Captions">Captions scored together.</param>
/// <param name="Path">The instruction set.</param>
/// <param name="Gflops">Useful operations a second, in 10^9.</param>
/// <param name="PeakGflops">GFLOP/s of fused multiply-adds in registers.</param>
/// <param name="FractionOfPeak">The one by the other.</param>
internal sealed record UndisturbedFigures(
    string Module, int Captions, string Path, double Gflops, double PeakGflops, double FractionOfPeak);

/// <summary>The encoders' times in milliseconds, on all cores; medians.</summary>
/// <param name="ImageMs">One image alone.</param>
/// <param name="ImageInBatchMs">One image of a batch of 16.</param>
/// <param name="CaptionMs">One caption alone.</param>
/// <param name="CaptionInBatchMs">One caption of a batch of 1,000.</param>
internal sealed record EncoderFigures(double ImageMs, double ImageInBatchMs, double CaptionMs, double CaptionInBatchMs);
