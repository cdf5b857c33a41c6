using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.States;
using Portal.Data;

namespace Unit.Compute.Service;

public class When_instances_are_listed : ComputeTest
{
    private static readonly string[] _names = ["db-2", "web-1", "web-3", "cache", "web-1", "db-1", "WEB-9"];

    private static readonly string?[] _texts = [null, "eb-", "i-1"];

    private static IEnumerable<InstanceFilter> Filters =>
        from sort in Enum.GetValues<InstanceSort>()
        from reversed in Enumerable.Range(0, 2)
        from stopped in Enumerable.Range(0, 2)
        from text in _texts
        select new InstanceFilter(text, stopped == 1 ? InstanceState.Stopped : null, sort, reversed == 1);

    [Fact]
    public async Task Every_order_and_filter_gives_each_once_over_all_pages()
    {
        await AddAsync();
        var all = (await Host.Gateway.ListAsync(new PageRequest(500), ComputeHost.Token)).Value!.Items;
        foreach (var filter in Filters)
        {
            var seen = new List<InstanceView>();
            string? after = null;
            do
            {
                var page = (await Host.Gateway.ListAsync(filter, new PageRequest(2, after), ComputeHost.Token)).Value!;
                Assert.InRange(page.Items.Count, 0, 2);
                seen.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);

            Assert.Equal(all.Where(filter.Matches).Select(i => i.Id).Order(), seen.Select(i => i.Id).Order());
            for (var i = 1; i < seen.Count; i++)
                Assert.True(filter.Compare(seen[i - 1], seen[i]) <= 0, $"{filter}: {seen[i - 1]} before {seen[i]}");
        }
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task What_is_typed_means_itself(string text)
    {
        await AddAsync();
        Assert.Empty((await Host.Gateway.ListAsync(new InstanceFilter(text), new PageRequest(), ComputeHost.Token)).Value!.Items);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_no_error_of_the_server()
    {
        await AddAsync();
        var cursors = new List<string>();
        foreach (var sort in Enum.GetValues<InstanceSort>())
            cursors.Add((await Host.Gateway.ListAsync(new InstanceFilter(Sort: sort, Descending: true), new PageRequest(2), ComputeHost.Token)).Value!.Next!);
        foreach (var sort in Enum.GetValues<InstanceSort>())
        {
            foreach (var cursor in cursors)
                Assert.True((await Host.Gateway.ListAsync(new InstanceFilter(Sort: sort, Descending: true), new PageRequest(2, cursor), ComputeHost.Token)).Succeeded);
        }
    }

    private async Task AddAsync()
    {
        var store = Host.Services.GetRequiredService<ServiceStore<ComputeDbContext>>();
        await store.WriteAsync(
            work =>
            {
                for (var i = 0; i < _names.Length; i++)
                {
                    var instance = new Instance { Id = $"i-{i % 3}{i}", Name = _names[i], Workload = "polite", CreatedAt = 1000 + (i / 2) };
                    instance.Become(Lifecycle.New with { State = i % 2 == 0 ? InstanceState.Stopped : InstanceState.ShuttingDown }, work.Now);
                    work.Db.Instances.Add(instance);
                }

                return Task.FromResult(true);
            },
            ComputeHost.Token);
    }
}
