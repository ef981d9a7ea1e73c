namespace Sgraf.Training.Scenes.Captions;

/// <summary>A sentence about a scene, and what it means.</summary>
/// <param name="Text">As a person would write it.</param>
/// <param name="Mentions">The objects that it speaks of one by one: there are as many different objects that fit.</param>
/// <param name="Claims">What it says of them and of the whole; all true of the same objects.</param>
internal sealed record Caption(string Text, IReadOnlyList<Description> Mentions, IReadOnlyList<Claim> Claims);
