using Sgraf.Model.Graphs;

namespace Sgraf.Training.Detection;

/// <summary>What the map is to say of one picture: where the middles of objects are, and how far the sides are from there.</summary>
/// <remarks>
/// A bell over each object, as wide as the object, is 1 at the place that its middle falls into (Law and Deng, ECCV 2018). That place and
/// its neighbours learn the sides, so that a peak one place aside still has a good box.
/// </remarks>
internal sealed class CentreTargets
{
    /// <summary>Deviation of the bell, as a share of the object's side.</summary>
    private const float Spread = 1f / 6;

    /// <summary>Least deviation, in places.</summary>
    private const float LeastSpread = 0.5f;

    private readonly int _places;

    /// <param name="places">P: places along a side.</param>
    /// <param name="boxes">The objects of the picture.</param>
    /// <param name="heat">Takes the bells, (P P), all zeros before.</param>
    public CentreTargets(int places, IReadOnlyList<RelativeBox> boxes, Span<float> heat)
    {
        _places = places;
        foreach (var box in boxes) AddBell(box, heat);
        var owners = new Dictionary<int, RelativeBox>();
        foreach (var box in boxes.OrderByDescending(box => box.Width * box.Height))     // where two meet, the smaller has the place
            foreach (var place in PlacesOf(box)) owners[place] = box;
        foreach (var box in boxes) owners[MiddleOf(box)] = box;
        foreach (var (place, box) in owners.OrderBy(owner => owner.Key)) Add(place, box);
    }

    /// <summary>Places that learn the sides of an object.</summary>
    public List<int> Places { get; } = [];

    /// <summary>The way from the middle of each to the left, upper, right and lower side, in pixels.</summary>
    public List<float> Sides { get; } = [];

    private void AddBell(RelativeBox box, Span<float> heat)
    {
        var middle = MiddleOf(box);
        var (across, down) = (SpreadOf(box.Width), SpreadOf(box.Height));
        for (var place = 0; place < heat.Length; place++)
        {
            var x = (place % _places - middle % _places) / across;
            var y = (place / _places - middle / _places) / down;
            heat[place] = Math.Max(heat[place], MathF.Exp(-(x * x + y * y) / 2));
        }
    }

    private float SpreadOf(float length) => Math.Max(LeastSpread, Spread * length * _places);

    private int MiddleOf(RelativeBox box) => PlaceOf(box.X1 + box.X2) + _places * PlaceOf(box.Y1 + box.Y2);

    private int PlaceOf(float sum) => Math.Min(_places - 1, (int)(sum / 2 * _places));

    /// <summary>The middle and its neighbours, as far as their own middles lie within the box.</summary>
    private IEnumerable<int> PlacesOf(RelativeBox box)
    {
        var middle = MiddleOf(box);
        for (var y = middle / _places - 1; y <= middle / _places + 1; y++)
            for (var x = middle % _places - 1; x <= middle % _places + 1; x++)
                if (x >= 0 && y >= 0 && x < _places && y < _places
                    && IsWithin(x, box.X1, box.X2) && IsWithin(y, box.Y1, box.Y2))
                    yield return x + _places * y;
    }

    private bool IsWithin(int place, float from, float to) => (place + 0.5f) / _places > from && (place + 0.5f) / _places < to;

    private void Add(int place, RelativeBox box)
    {
        var (x, y) = ((place % _places + 0.5f) / _places, (place / _places + 0.5f) / _places);
        if (x <= box.X1 || x >= box.X2 || y <= box.Y1 || y >= box.Y2) return;    // an object smaller than a place
        Places.Add(place);
        foreach (var way in (float[])[x - box.X1, y - box.Y1, box.X2 - x, box.Y2 - y]) Sides.Add(way * _places * DetectorDesign.Stride);
    }
}
