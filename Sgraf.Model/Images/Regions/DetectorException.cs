namespace Sgraf.Model.Images.Regions;

/// <summary>A detector's file that cannot be used, or a detector that gave no sound regions: says everything that is wrong.</summary>
public sealed class DetectorException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public DetectorException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>One message of all problems.</summary>
    internal static DetectorException Of(string subject, IReadOnlyCollection<string> problems) => new(
        $"{subject}, {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:"
        + string.Concat(problems.Select(problem => $"\n- {problem}")));
}
