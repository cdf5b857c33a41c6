using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Http;

namespace Unit.Portal.Http;

public class A_cursor
{
    [Fact]
    public void Comes_back_as_it_went() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>(),
        ArbMap.Default.ArbFor<NonNull<string>>(),
        (at, id) =>
        {
            // Lone surrogates are no text that an id can have; the longest id has 200 characters.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(id.Get));
            text = text.Length > 60 ? "long" : text;
            Assert.True(Cursor.TryParse(new Cursor(at, text).ToString(), out var back));
            Assert.Equal(new Cursor(at, text), back);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Made_of_garbage_is_refused_and_never_throws() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        garbage =>
        {
            if (Cursor.TryParse(garbage.Get, out var cursor))
                Assert.Contains('/', Encoding.UTF8.GetString(Base64Url.DecodeFromChars(garbage.Get)));
            else
                Assert.Equal(default, cursor);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AA")]
    [InlineData("====")]
    [InlineData("a b")]
    [InlineData("\u0000")]
    [InlineData("MTIz")] // 123
    [InlineData("L2lk")] // /id
    [InlineData("MXgvaWQ")] // 1x/id
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTkvaWQ")] // 99999999999999999999/id
    public void Without_time_and_id_is_refused(string text) => Assert.False(Cursor.TryParse(text, out _));

    [Fact]
    public void Longer_than_any_is_refused() => Assert.False(Cursor.TryParse(new Cursor(1, new string('x', 400)).ToString(), out _));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(253402300799999, true)]
    [InlineData(253402300800000, false)]
    [InlineData(long.MaxValue, false)]
    public void Says_whether_its_time_exists(long at, bool exists) => Assert.Equal(exists, new Cursor(at, "x").IsTime);
}
