using Unit.Messaging.Crash;
using Unit.Portal.Operations.Bulk;
using Unit.Portal.Security.Doors;
using Unit.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Unit.Support;

/// <summary>Classes that take long begin first: as the last ones they would leave a core with nothing to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _long =
    [
        .. new[] { typeof(When_the_process_is_killed_in_an_operation), typeof(Who_may_do_what), typeof(When_the_process_is_killed) }.Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => !_long.Any(name => collection.TestCollectionDisplayName.Contains(name + " ", StringComparison.Ordinal)))];
}
