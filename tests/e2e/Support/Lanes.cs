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

    /// <summary>
    /// As the last of its lane each of them would run alone for minutes. They are at the end, as xUnit hands all collections to the
    /// thread pool at once: another thread takes the first one or two, and the one that handed them over goes on with the newest.
    /// </summary>
    private static readonly string[] _long = [nameof(Guide.The_user_guide), nameof(Pages.Every_page_is_accessible)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(IsOwn).ThenBy(Place).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static bool IsOwn<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => collection.TestCollectionClassName is not null;

    /// <summary>-1 for those that do not take long.</summary>
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(_long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
}
