using Sgraf.Training.Detection;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Backdrops;

namespace Sgraf.Training.Tests.Detection;

public sealed class DetectorLabelsTests
{
    [Fact]
    public void There_is_one_label_for_each_kind_of_object_and_of_scene()
    {
        Assert.Equal(3 * 3 * 9 * 10, DetectorLabels.ObjectCount);
        Assert.Equal(DetectorLabels.ObjectCount + 7 * 5, DetectorLabels.Names.Count);
        Assert.Distinct(DetectorLabels.Names);
    }

    [Fact]
    public void No_label_breaks_the_list_that_metadata_keeps_them_in() =>
        Assert.All(DetectorLabels.Names, name => Assert.DoesNotContain(',', name));

    [Fact]
    public void Labels_are_words_for_people()
    {
        Assert.Contains("small striped red cube", DetectorLabels.Names);
        Assert.Contains("blue heart", DetectorLabels.Names);
        Assert.Contains("grass and blue sky", DetectorLabels.Names);
    }

    [Fact]
    public void The_number_of_a_label_tells_the_class_of_each_head()
    {
        var label = DetectorLabels.Names.Index().Single(name => name.Item == "large dotted pink ring").Index;
        Assert.Equal(
            [(int)Size.Large, (int)Surface.Dotted, (int)Colour.Pink, (int)Shape.Ring],
            DetectorLabels.Classes(label, DetectorLabels.ObjectHeads));
        var scene = DetectorLabels.Names.Index().Single(name => name.Item == "snow and brick wall").Index - DetectorLabels.ObjectCount;
        Assert.Equal([(int)Floor.Snow, (int)Wall.Brick], DetectorLabels.Classes(scene, DetectorLabels.SceneHeads));
    }
}
