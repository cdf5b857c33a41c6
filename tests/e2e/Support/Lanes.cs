using Xunit.Sdk;
using Xunit.v3;

[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer(typeof(E2E.Support.Lanes))]

namespace E2E.Support;

/// <summary>
/// Tests run two at a time, so that one computes while the other waits. Those in the portal of all tests follow each other: they are the
/// collection of the assembly, and begin first, as they take longest. A class with a portal of its own is a collection of its own:
/// <c>[Collection(typeof(The_class))]</c>. What measures runs afterwards, alone.
/// </summary>
public sealed class Lanes : ITestCollectionOrderer
{
    public const string Measured = "Measured";

    /// <summary>As the last of its lane each of them would run alone for a while.</summary>
    private static readonly string[] _long = [nameof(Pages.Every_page_is_accessible), nameof(Guide.The_user_guide)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(IsOwn).ThenBy(Place).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static bool IsOwn<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => collection.TestCollectionClassName is not null;

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(_long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : _long.Length;
}
