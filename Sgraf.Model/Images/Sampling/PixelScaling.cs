namespace Sgraf.Model.Images.Sampling;

/// <summary>From a colour value to a number of the model's input: (value - mean) / std for each channel.</summary>
/// <param name="IsBgr">Whether blue comes first; else red does.</param>
/// <param name="Mean">Subtracted, 0..255, in the order of the channels.</param>
/// <param name="Deviation">Divides, 0..255, in the order of the channels.</param>
public sealed record PixelScaling(bool IsBgr, IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation);
