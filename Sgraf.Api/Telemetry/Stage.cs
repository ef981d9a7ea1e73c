namespace Sgraf.Api.Telemetry;

/// <summary>The names of stages in answers, logs and metrics.</summary>
internal static class Stage
{
    /// <summary>Waiting for a worker.</summary>
    public const string Wait = "wait";

    /// <summary>From a picture's file to pixels.</summary>
    public const string Decode = "decode";

    /// <summary>From pixels to regions.</summary>
    public const string Regions = "regions";

    /// <summary>From regions and words to embeddings.</summary>
    public const string Encode = "encode";

    /// <summary>Choosing candidates by their vectors.</summary>
    public const string Shortlist = "shortlist";

    /// <summary>Bringing the candidates' embeddings.</summary>
    public const string Load = "load";

    /// <summary>Scoring pairs.</summary>
    public const string Score = "score";

    /// <summary>Explaining pairs.</summary>
    public const string Explain = "explain";
}
