namespace Sgraf.Api.Tests.Page;

/// <summary>One service and one browser for all tests of the page, which run one after the other.</summary>
[CollectionDefinition(PageFixture.Name)]
public sealed class PageDefinition : ICollectionFixture<PageFixture>;
