namespace Sgraf.Training.Detection;

/// <summary>One question that is asked of a region.</summary>
/// <param name="Name">What it asks for, for example <c>colour</c>.</param>
/// <param name="ClassCount">How many answers there are.</param>
internal sealed record AttributeHead(string Name, int ClassCount)
{
    /// <summary>Stands for the answer of a region that has none.</summary>
    public const long NoAnswer = -100;
}
