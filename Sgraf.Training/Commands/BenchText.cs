using System.Globalization;
using Sgraf.Training.Measurement;

namespace Sgraf.Training.Commands;

/// <summary>The reports of <c>sgraf bench</c> for people.</summary>
internal static class BenchText
{
    public static void Write(TextWriter output, TrainingReport report)
    {
        output.WriteLine(Text($"{report.Processor}, {report.Cores} cores; {report.Batch} pairs a step, {report.Words:F1} words a caption"));
        output.WriteLine("module                      s/step  peak MB  plain loop: s/step  peak MB  times as fast  (processor time)");
        foreach (var row in report.Training)
        {
            output.WriteLine(Text(
                $"{row.Module,-26}  {row.SecondsAStep,6:F2}  {row.PeakMegabytes,7:F0}  {row.PlainSecondsAStep,18:F2}  {row.PlainPeakMegabytes,7:F0}  {row.TimesAsFast,13:F2}  {row.ProcessorTimesAsFast,16:F2}"));
        }
    }

    public static void Write(TextWriter output, ScoringReport report)
    {
        output.WriteLine(Text($"{report.Processor}, {report.Cores} cores; peak of one core {report.PeakGflops:F0} GFLOP/s"));
        output.WriteLine("module  threads  captions  path      GFLOP/s  of peak  of sustained  times one thread  ms per caption and 1,000 images (ONNX Runtime)");
        foreach (var row in report.Scoring)
        {
            output.WriteLine(Text(
                $"{row.Module,-6}  {row.Threads,7}  {row.Captions,8}  {row.Path,-8}  {row.Gflops,7:F1}  {row.FractionOfPeak,7:P1}  {row.FractionOfSustained,12:P1}  {row.TimesOneThread,16:F2}  {row.MsPerCaptionPer1000Images,6:F1} ({row.OnnxMsPerCaptionPer1000Images:F1})"));
        }
        output.WriteLine("undisturbed, one core: the best tenth of single tiles beside the best tenth of bursts of multiply-adds that are as long");
        output.WriteLine("module  captions  path      GFLOP/s  peak GFLOP/s  of peak");
        foreach (var row in report.Undisturbed)
            output.WriteLine(Text($"{row.Module,-6}  {row.Captions,8}  {row.Path,-8}  {row.Gflops,7:F1}  {row.PeakGflops,12:F1}  {row.FractionOfPeak,7:P1}"));
        var encoders = report.Encoders;
        output.WriteLine(Text($"image encoder {encoders.ImageMs:F2} ms alone, {encoders.ImageInBatchMs:F2} ms in a batch of 16"));
        output.WriteLine(Text($"text encoder  {encoders.CaptionMs:F2} ms alone, {encoders.CaptionInBatchMs:F2} ms in a batch of 1,000"));
    }

    public static void Write(TextWriter output, EvaluationReport report)
    {
        output.WriteLine(Text($"{report.Processor}, {report.Cores} cores; {report.Images} images, {report.Captions} captions of {report.Words} words"));
        output.WriteLine(Text(
            $"kernel {report.KernelSeconds:F2} s, evaluation {report.EvaluationSeconds:F2} s, {report.TimesTheKernel:F3} times the kernel; 1,000 x 5,000: {report.TimesTheKernelOfThousand:F3} times"));
    }

    public static void Write(TextWriter output, StartReport report) => output.WriteLine(Text(
        $"{report.SecondsToFirstScore:F2} s from start to first score ({report.BundleMb:F0} MB bundle), {report.PeakMemoryMb:F0} MB for 1,000 images, {report.PairsPerSecond:F0} pairs/s"));

    public static void Write(TextWriter output, RandomBundleReport report) => output.WriteLine(Text(
        $"{report.Path}: random weights of the published sizes, {report.Words} words"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
