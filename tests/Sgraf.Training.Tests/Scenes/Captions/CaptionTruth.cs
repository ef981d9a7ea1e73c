using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Captions;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Tests.Scenes.Captions;

/// <summary>Judges captions by the outline of each object by itself, not by the positions that the writer used.</summary>
internal sealed class CaptionTruth
{
    private const int Size = 128;

    private readonly Scene _scene;
    private readonly Box[] _boxes;

    public CaptionTruth(Scene scene)
    {
        _scene = scene;
        _boxes = [.. scene.Objects.Select(item => Around(Painter.Outline(scene with { Objects = [item] }, Size)))];
    }

    /// <summary>Whether different objects can be found for the mentions so that everything said of them is true.</summary>
    public bool Allows(Caption caption) => Allows(caption, []);

    private bool Allows(Caption caption, List<int> chosen)
    {
        if (chosen.Count == caption.Mentions.Count) return caption.Claims.All(claim => Holds(claim, chosen));
        var mention = caption.Mentions[chosen.Count];
        return Enumerable.Range(0, _scene.Objects.Count)
            .Any(i => !chosen.Contains(i) && mention.Fits(_scene.Objects[i]) && Allows(caption, [.. chosen, i]));
    }

    private bool Holds(Claim claim, List<int> chosen) => claim switch
    {
        Claim.Relates relates => Holds(relates.Relation, chosen[relates.Subject], chosen[relates.Reference]),
        Claim.LiesBetween between => IsBetween(chosen[between.Subject], chosen[between.First], chosen[between.Second]),
        Claim.LiesAt lies => Holds(lies.Spot, chosen[lies.Subject]),
        Claim.Counts counts => _scene.Objects.Count(counts.What.Fits) == counts.Number,
        Claim.CountsAtLeast counts => _scene.Objects.Count(counts.What.Fits) >= counts.Number,
        Claim.ShowsFloor shows => _scene.Backdrop.Floor == shows.Floor,
        Claim.ShowsWall shows => _scene.Backdrop.Wall == shows.Wall,
        _ => throw new InvalidOperationException($"{claim} is not known."),
    };

    private bool Holds(Relation relation, int subject, int reference)
    {
        var (first, second) = (_boxes[subject], _boxes[reference]);
        var (item, other) = (_scene.Objects[subject], _scene.Objects[reference]);
        var aside = Middle(second) - Middle(first);
        return relation switch
        {
            Relation.LeftOf => aside > 0.06f,
            Relation.RightOf => aside < -0.06f,
            Relation.InFrontOf => first.Bottom > second.Bottom && Math.Abs(aside) < 0.15f && item.Place.Y == 0 && other.Place.Y == 0,
            Relation.Behind => Holds(Relation.InFrontOf, reference, subject),
            Relation.NextTo => Gap(first, second) < 0.15f && item.Place.Y == 0 && other.Place.Y == 0,
            Relation.OnTopOf => item.Place.Y == other.Top && first.Bottom < (second.Top + second.Bottom) / 2 && Math.Abs(aside) < 0.06f,
            Relation.Above => first.Bottom < second.Top + 0.02f && Math.Abs(aside) < 0.15f,
            Relation.Below => Holds(Relation.Above, reference, subject),
            Relation.LargerThan => item.Scale > other.Scale * 1.2f,
            Relation.SmallerThan => item.Scale * 1.2f < other.Scale,
            _ => throw new InvalidOperationException($"{relation} is not known."),
        };
    }

    private bool Holds(Spot spot, int subject)
    {
        var (box, item) = (_boxes[subject], _scene.Objects[subject]);
        var onFloor = _boxes.Where((_, i) => i != subject && _scene.Objects[i].Place.Y == 0).ToList();
        return spot switch
        {
            Spot.Left => Middle(box) < 0.4f,
            Spot.Right => Middle(box) > 0.6f,
            Spot.Middle => Math.Abs(Middle(box) - 0.5f) < 0.1f && Math.Abs((box.Top + box.Bottom) / 2 - 0.5f) < 0.2f,
            Spot.Front => item.Place.Y == 0 && onFloor.Count > 0 && onFloor.TrueForAll(other => other.Bottom < box.Bottom),
            Spot.Back => item.Place.Y == 0 && onFloor.Count > 0 && onFloor.TrueForAll(other => other.Bottom > box.Bottom),
            Spot.Air => item.Place.Y > 0 && item.Support is null,
            _ => throw new InvalidOperationException($"{spot} is not known."),
        };
    }

    private bool IsBetween(int subject, int first, int second)
    {
        var (left, right) = (Middle(_boxes[first]), Middle(_boxes[second]));
        if (left > right) (left, right) = (right, left);
        return Middle(_boxes[subject]) > left + 0.06f && Middle(_boxes[subject]) < right - 0.06f && _scene.Objects[subject].Place.Y == 0;
    }

    private static float Middle(Box box) => (box.Left + box.Right) / 2;

    private static float Gap(Box first, Box second) =>
        Math.Max(first.Left, second.Left) - Math.Min(first.Right, second.Right);

    private static Box Around(Painting painting)
    {
        var (left, top, right, bottom) = (Size, Size, 0, 0);
        for (var i = 0; i < painting.Owners.Length; i++)
        {
            if (painting.Owners[i] < 0) continue;
            (left, right) = (Math.Min(left, i % Size), Math.Max(right, i % Size + 1));
            (top, bottom) = (Math.Min(top, i / Size), Math.Max(bottom, i / Size + 1));
        }
        return new Box((float)left / Size, (float)top / Size, (float)right / Size, (float)bottom / Size);
    }

    private readonly record struct Box(float Left, float Top, float Right, float Bottom);
}
