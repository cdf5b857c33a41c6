using Portal.Overview;
using Unit.Support;

namespace Unit.Portal.Overview;

public class An_answer_that_is_remembered
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);
    private readonly FakeTime _time = new();
    private int _asked;
    private TimeSpan _takes;
    private Exception? _failure;
    private Exception? _told;

    [Fact]
    public async Task Is_found_once_for_all_who_ask_within_its_time()
    {
        var remembered = New();
        Assert.Equal("1", await AskAsync(remembered));
        Assert.Equal("1", await AskAsync(remembered));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1", await AskAsync(remembered)); // nobody waits for the next one
        await Deadline.Until(() => remembered.AskAsync(_patience, CancellationToken.None).Result == "2");
    }

    [Fact]
    public async Task Takes_no_more_than_a_twentieth_of_the_time_however_slow_it_is()
    {
        _takes = TimeSpan.FromSeconds(1);
        var remembered = New();
        await Deadline.Until(() => remembered.AskAsync(_patience, CancellationToken.None).Result == "1");

        _time.Advance(TimeSpan.FromSeconds(19));
        await AskAsync(remembered);
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AskAsync(remembered);
        await Deadline.Until(() => _asked == 2);
    }

    [Fact]
    public async Task Is_not_waited_for_longer_than_a_page_can()
    {
        var never = new TaskCompletionSource<string>();
        var remembered = new Remembered<string>(_ => never.Task, TimeSpan.FromSeconds(2), _time, _ => { });
        var asking = remembered.AskAsync(_patience, CancellationToken.None);

        _time.Advance(_patience);

        Assert.Null(await asking.Soon());
    }

    [Fact]
    public async Task Stays_when_it_cannot_be_found_again_and_somebody_is_told()
    {
        var remembered = New();
        await AskAsync(remembered);
        _failure = new InvalidOperationException("disk");
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("1", await AskAsync(remembered));
        await Deadline.Until(() => _told is not null);
        Assert.Equal("1", await AskAsync(remembered));
    }

    private Remembered<string> New() => new(
        _ =>
        {
            _time.Advance(_takes);
            Interlocked.Increment(ref _asked);
            return _failure is { } failure ? Task.FromException<string>(failure) : Task.FromResult($"{_asked}");
        },
        TimeSpan.FromSeconds(2),
        _time,
        e => _told = e);

    private static Task<string?> AskAsync(Remembered<string> remembered) => remembered.AskAsync(_patience, CancellationToken.None).Soon();
}
