using Unit.Messaging.Crash;
using Unit.Portal.Operations.Bulk;
using Unit.Portal.Security.Doors;
using Unit.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Unit.Support;

/// <summary>
/// Classes that take long begin first: as the last ones they would leave a core with nothing to do. xUnit hands all collections to the
/// thread pool at once, where another thread takes the first one or two, and the one that handed them over goes on with the newest: so
/// the longest is at the front, and the others are at the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _atTheFront = [typeof(When_the_process_is_killed_in_an_operation).FullName!];
    private static readonly string[] _atTheEnd = [typeof(Who_may_do_what).FullName!, typeof(When_the_process_is_killed).FullName!];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => IsOf(_atTheFront, collection)).ThenBy(collection => IsOf(_atTheEnd, collection))];

    private static bool IsOf<TTestCollection>(string[] classes, TTestCollection collection)
        where TTestCollection : ITestCollection =>
        classes.Any(name => collection.TestCollectionDisplayName.Contains(name + " ", StringComparison.Ordinal));
}
