namespace Sgraf.Api.Gallery.Writing;

/// <summary>What came of adding a caption.</summary>
/// <param name="Number">Its number in the catalogue.</param>
/// <param name="IsNew">False when the same text was there before for the same picture.</param>
internal readonly record struct AddedCaption(long Number, bool IsNew);
