namespace Sgraf.Training.Scenes.Captions;

/// <summary>How one object lies to another, as the viewer sees it.</summary>
internal enum Relation
{
    LeftOf,
    RightOf,
    InFrontOf,
    Behind,
    NextTo,
    OnTopOf,
    Above,
    Below,
    LargerThan,
    SmallerThan,
}
