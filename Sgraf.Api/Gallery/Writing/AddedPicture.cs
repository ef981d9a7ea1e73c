namespace Sgraf.Api.Gallery.Writing;

/// <summary>What came of adding a picture.</summary>
/// <param name="Number">Its number in the catalogue.</param>
/// <param name="IsNew">False when it was there before.</param>
internal readonly record struct AddedPicture(long Number, bool IsNew);
