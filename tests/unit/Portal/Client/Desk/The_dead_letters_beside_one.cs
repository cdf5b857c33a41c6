using Portal.Client.DeadLetters;
using Portal.Client.DeadLetters.Detail;

namespace Unit.Portal.Client.Desk;

public class The_dead_letters_beside_one
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DeskStandIn _desk = new();

    [Fact]
    public async Task Are_the_next_newer_and_the_next_older_of_the_view()
    {
        TimeSpan[] times = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(5), TimeSpan.FromDays(40), TimeSpan.FromDays(41)];
        for (var i = 0; i < times.Length; i++) _desk.Add(DeskStandIn.Letter(i + 1) with { FailedAt = _start + times[i] });

        for (var id = 1; id <= times.Length; id++)
            Assert.Equal(new Neighbours(id == times.Length ? null : Text(id + 1), id == 1 ? null : Text(id - 1)), await FindAsync(id));
    }

    [Fact]
    public async Task Are_found_among_many_of_the_same_millisecond_and_after_a_burst()
    {
        for (var id = 1; id <= 120; id++) _desk.Add(DeskStandIn.Letter(id) with { FailedAt = _start });
        for (var id = 121; id <= 400; id++) _desk.Add(DeskStandIn.Letter(id) with { FailedAt = _start.AddDays(3).AddMilliseconds(id) });

        Assert.Equal(new Neighbours("2", null), await FindAsync(1));
        Assert.Equal(new Neighbours("61", "59"), await FindAsync(60));
        Assert.Equal(new Neighbours("121", "119"), await FindAsync(120));
        Assert.Equal(new Neighbours("301", "299"), await FindAsync(300));
    }

    [Fact]
    public async Task Are_those_of_the_filter_also_when_the_one_between_has_left_it()
    {
        for (var id = 1; id <= 5; id++) _desk.Add(DeskStandIn.Letter(id) with { FailedAt = _start.AddMinutes(id), Status = id % 2 == 1 ? DeadLetterStatus.Failed : DeadLetterStatus.Resolved });

        Assert.Equal(new Neighbours("3", "1"), await FindAsync(2, new DeadLetterFilter(Status: DeadLetterStatus.Failed)));
        Assert.Equal(new Neighbours(null, "1"), await FindAsync(3, new DeadLetterFilter(Status: DeadLetterStatus.Failed, To: _start.AddMinutes(4))));
    }

    private Task<Neighbours> FindAsync(int id, DeadLetterFilter? filter = null) =>
        Neighbours.FindAsync(_desk, filter ?? new DeadLetterFilter(), _desk.Get(Text(id)), CancellationToken.None);

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
