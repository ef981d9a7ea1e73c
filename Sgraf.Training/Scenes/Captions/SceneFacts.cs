namespace Sgraf.Training.Scenes.Captions;

/// <summary>What is plainly true of a scene; border cases, which people would dispute, count as untrue.</summary>
internal sealed class SceneFacts
{
    // Lengths in halves of the picture's width.
    private const float ClearlyAside = 0.2f;
    private const float Aligned = 0.24f;
    private const float ClearlyHigher = 0.1f;

    // Lengths in units of the world.
    private const float ClearlyDeeper = 0.6f;
    private const float Slightly = 0.25f;
    private const float Close = 0.45f;

    private readonly (float Across, float Down, float Top, float Bottom)[] _views;

    public SceneFacts(Scene scene)
    {
        Scene = scene;
        _views = [.. scene.Objects.Select(item => View(scene, item))];
    }

    public Scene Scene { get; }

    public IReadOnlyList<SceneObject> Objects => Scene.Objects;

    /// <summary>The indices of the objects.</summary>
    public IEnumerable<int> Items => Enumerable.Range(0, Objects.Count);

    public bool Holds(Relation relation, int subject, int reference)
    {
        var (first, second) = (Objects[subject], Objects[reference]);
        return relation switch
        {
            Relation.LeftOf => _views[subject].Across + ClearlyAside < _views[reference].Across,
            Relation.RightOf => Holds(Relation.LeftOf, reference, subject),
            Relation.InFrontOf => StandsOnFloor(first) && StandsOnFloor(second) && IsNearer(first, second) && IsAligned(subject, reference),
            Relation.Behind => Holds(Relation.InFrontOf, reference, subject),
            Relation.NextTo => StandsOnFloor(first) && StandsOnFloor(second) && AreClose(first, second),
            Relation.OnTopOf => first.Support == reference,
            Relation.Above => first.Floats && IsAligned(subject, reference)
                && _views[subject].Bottom + ClearlyHigher < _views[reference].Top,
            Relation.Below => Holds(Relation.Above, reference, subject),
            Relation.LargerThan => first.Size > second.Size,
            _ => first.Size < second.Size,
        };
    }

    public bool Holds(Spot spot, int subject)
    {
        var view = _views[subject];
        return spot switch
        {
            Spot.Left => view.Across < -0.3f,
            Spot.Right => view.Across > 0.3f,
            Spot.Middle => Math.Abs(view.Across) < 0.14f && Math.Abs(view.Down) < 0.3f,
            Spot.Front => IsOutermost(subject, IsNearer),
            Spot.Back => IsOutermost(subject, (item, other) => IsNearer(other, item)),
            _ => Objects[subject].Floats,
        };
    }

    public bool IsBetween(int subject, int first, int second)
    {
        if (_views[first].Across > _views[second].Across) (first, second) = (second, first);
        var (item, left, right) = (Objects[subject], Objects[first], Objects[second]);
        return StandsOnFloor(item) && StandsOnFloor(left) && StandsOnFloor(right)
            && Holds(Relation.LeftOf, first, subject) && Holds(Relation.LeftOf, subject, second)
            && item.Place.Z > Math.Min(left.Place.Z, right.Place.Z) - Close && item.Place.Z < Math.Max(left.Place.Z, right.Place.Z) + Close;
    }

    private static bool StandsOnFloor(SceneObject item) => item is { Floats: false, Support: null };

    /// <summary>Whether both the middle and the near side of an object are nearer to the viewer than those of another.</summary>
    private static bool IsNearer(SceneObject first, SceneObject second) =>
        first.Place.Z + ClearlyDeeper < second.Place.Z && first.NearSide + Slightly < second.NearSide;

    private static bool AreClose(SceneObject first, SceneObject second)
    {
        var offset = first.Place - second.Place;
        return offset.Length - first.Footprint - second.Footprint < Close && Math.Abs(offset.Z) < ClearlyDeeper;
    }

    private bool IsAligned(int first, int second) => Math.Abs(_views[first].Across - _views[second].Across) < Aligned;

    private bool IsOutermost(int subject, Func<SceneObject, SceneObject, bool> isBeyond)
    {
        var item = Objects[subject];
        return StandsOnFloor(item) && Objects.Count(StandsOnFloor) > 1
            && Objects.Where(StandsOnFloor).All(other => other == item || isBeyond(item, other));
    }

    private static (float Across, float Down, float Top, float Bottom) View(Scene scene, SceneObject item)
    {
        var (across, down, _) = scene.Camera.Project(item.Centre);
        var top = scene.Camera.Project(item.Place with { Y = item.Top }).Down;
        var bottom = scene.Camera.Project(item.Place).Down;
        return (across, down, top, bottom);
    }
}
