using Messaging;
using Portal.Operations.DeadLetters;

namespace Unit.Portal.DeadLetters;

public sealed class Where_something_failed
{
    [Theory]
    [InlineData("Shop.Billing.Charge.HandleAsync(Order o, Int32 n) in /a b/c.cs:line 3", "Shop.Billing.Charge.HandleAsync")]
    [InlineData("Shop.Charge.<HandleAsync>d__5.MoveNext()", "Shop.Charge.HandleAsync")]
    [InlineData("Shop.Charge.<>c__DisplayClass3_0.<Run>b__0(Int32 x)", "Shop.Charge.Run")]
    [InlineData("Shop.Charge.<>c.<Run>b__0_1()", "Shop.Charge.Run")]
    [InlineData("Shop.Charge.<>c.<<Run>b__0>d.MoveNext()", "Shop.Charge.Run")]
    [InlineData("Shop.Charge.<Run>g__Local|3_0(Int32 x)", "Shop.Charge.Run.Local")]
    [InlineData("Shop.Charge.<<Run>g__LocalAsync|3_0>d.MoveNext()", "Shop.Charge.Run.LocalAsync")]
    [InlineData("Shop.Repository`2.Find[TKey](TKey key)", "Shop.Repository.Find")]
    [InlineData("Shop.Outer`1.Inner.Go()", "Shop.Outer.Inner.Go")]
    [InlineData("Shop.Order..ctor(String id)", "Shop.Order..ctor")]
    [InlineData("Program.<Main>$(String[] args)", "Program.Main")]
    [InlineData("Shop.IEnumerator.MoveNext()", "Shop.IEnumerator.MoveNext")]
    public void Is_named_as_somebody_wrote_it(string frame, string expected) =>
        Assert.Equal([expected], StackFrames.Methods("System.Exception: x\n   at " + frame));

    [Fact]
    public void Is_the_first_method_that_is_not_of_the_framework_innermost_exception_first()
    {
        const string text = """
            System.InvalidOperationException: outer
             ---> System.Net.Http.HttpRequestException: meet at noon (or not)
               at System.Net.Sockets.Socket.Connect(EndPoint e)
               at Microsoft.Data.Sqlite.SqliteCommand.Execute()
               at Messaging.DeliveryPipeline.InvokeAsync(QueueBuilder q)
               at Shop.PaymentClient.PostAsync(Uri u)
               --- End of inner exception stack trace ---
               at Shop.Charge.HandleAsync(Order o)
            """;
        Assert.Equal("Shop.PaymentClient.PostAsync", StackFrames.Top(StackFrames.Methods(text)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no stack at all")]
    [InlineData("   at (")]
    [InlineData("   at <<<<>(")]
    [InlineData("   at System.String.Concat(String a)")]
    public void Is_nowhere_when_the_text_does_not_say(string? text) => Assert.Null(StackFrames.Top(StackFrames.Methods(text)) is { Length: > 0 } top && !top.StartsWith('<') ? top : null);

    [Fact]
    public void Makes_the_same_group_for_ever_and_another_for_each_type_exception_and_frame()
    {
        var sites = new[] { Of("t", "E", "A.B()"), Of("t2", "E", "A.B()"), Of("t", "E2", "A.B()"), Of("t", "E", "A.C()"), Of("t", null, null) };

        Assert.Equal(sites.Length, sites.Select(s => s.GroupId).Distinct().Count());
        Assert.Equal("30837e959340c435", Of("t", "E", "A.B(Int32 other) in /elsewhere.cs:line 99").GroupId);
    }

    private static FailureSite Of(string type, string? exception, string? frame) => FailureSite.Of(new DeadLetter(
        1, "q", "m", type, new Failure("r", exception, "m", frame is null ? null : "x\n   at " + frame), 1, default, default, DeadLetterStatus.Failed, 1));
}
