using Microsoft.Extensions.Options;
using Portal.Security;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public class Wrong_passwords
{
    private readonly SettableTime _time = new();

    [Fact]
    public void Lock_a_name_after_so_many_for_so_long_whether_anybody_has_it_or_not()
    {
        var wrong = new WrongPasswords(Options.Create(new SignInOptions { MaxWrongPasswords = 3, LockoutMinutes = 2 }), _time);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => wrong.TryBegin("anybody")));
        Assert.Equal(_time.Now.AddMinutes(2), wrong.LockedUntil("ANYBODY"));
        Assert.True(wrong.TryBegin("somebody else"));
        _time.Now += TimeSpan.FromMinutes(2);
        Assert.Null(wrong.LockedUntil("anybody"));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => wrong.TryBegin("anybody")));
        wrong.Forget("anybody");
        Assert.True(wrong.TryBegin("anybody"));
    }

    [Fact]
    public void Many_at_the_same_time_are_no_more_tries_than_one_after_the_other()
    {
        var wrong = new WrongPasswords(Options.Create(new SignInOptions()), _time);
        var tried = 0;

        Parallel.For(0, 1000, _ => Interlocked.Add(ref tried, wrong.TryBegin("anybody") ? 1 : 0));

        Assert.Equal(10, tried);
    }

    [Fact]
    public void Of_very_many_names_do_not_fill_the_memory()
    {
        var wrong = new WrongPasswords(Options.Create(new SignInOptions { MaxWrongPasswords = 1 }), _time);
        for (var i = 0; i < 25_000; i++)
            wrong.TryBegin("name" + i);

        Assert.InRange(Enumerable.Range(0, 25_000).Count(i => wrong.LockedUntil("name" + i) is not null), 1, 10_000);
        Assert.NotNull(wrong.LockedUntil("name24999"));
    }
}
