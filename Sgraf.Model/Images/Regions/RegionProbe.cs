namespace Sgraf.Model.Images.Regions;

/// <summary>A detector's first run, on a picture made for it, and what its output must look like.</summary>
internal static class RegionProbe
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>A picture with edges and colours: blocks in front of a gradient.</summary>
    public static Picture Picture { get; } = Draw();

    /// <summary>Runs a detector and collects what departs from the contract.</summary>
    /// <returns>What it found, in input pixels.</returns>
    public static DetectedRegions Check(RegionDetector detector, Picture picture, bool mayBeNone, List<string> problems)
    {
        var place = detector.Place(picture);
        var regions = detector.Run([picture], [place])[0];
        if (regions.Count == 0 && !mayBeNone)
            problems.Add("no region was found in the probe picture; a detector has to give the whole picture as a region then");
        problems.AddRange(BoxProblems(regions, place.PaddedWidth, place.PaddedHeight).Take(1));
        if (regions.Scores.Zip(regions.Scores.Skip(1)).Any(pair => pair.First < pair.Second))
            problems.Add("scores rise from one row to the next, expected the best region first");
        var names = detector.Labels.Count == 0 ? int.MaxValue : detector.Labels.Count;
        var unnamed = (regions.Labels ?? []).Where(label => label < 0 || label >= names).ToList();
        if (unnamed.Count > 0) problems.Add($"labels has {unnamed[0]}, expected 0 to {names - 1}, as many as detector.labels names");
        return regions;
    }

    private static IEnumerable<string> BoxProblems(DetectedRegions regions, int width, int height)
    {
        const float Tolerance = 1;    // some detectors count the last pixel as the end of a box, some the one after it
        if (regions.Count > 0 && regions.Boxes.All(place => place is >= 0 and <= 1))
            yield return $"boxes lie within 0..1, expected pixels of the {width} x {height} input";
        foreach (var box in regions.Boxes.Chunk(4))
        {
            var text = $"boxes has a row {string.Join(" ", box)}";
            if (box[2] < box[0] || box[3] < box[1]) yield return $"{text}, expected x1 y1 x2 y2 with x1 <= x2 and y1 <= y2";
            if (box[0] < -Tolerance || box[1] < -Tolerance || box[2] > width + Tolerance || box[3] > height + Tolerance)
                yield return $"{text}, which leaves the {width} x {height} input";
        }
    }

    private static Picture Draw()
    {
        var pixels = new byte[3 * Width * Height];
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var block = x / 80 % 2 == 1 && y / 80 % 2 == 1 ? x / 160 + y / 160 * 4 + 1 : 0;
            pixels[3 * i] = (byte)(block == 0 ? 64 + x / 8 : block * 53);
            pixels[3 * i + 1] = (byte)(block == 0 ? 96 + y / 8 : block * 97);
            pixels[3 * i + 2] = (byte)(block == 0 ? 160 : block * 151);
        }
        return new Picture(Width, Height, pixels);
    }
}
