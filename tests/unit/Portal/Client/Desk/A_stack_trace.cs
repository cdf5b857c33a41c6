using Portal.Client.DeadLetters.Detail;

namespace Unit.Portal.Client.Desk;

public class A_stack_trace
{
    [Fact]
    public void Is_what_was_said_own_frames_and_runs_of_the_framework_s()
    {
        var parts = StackLines.Parse("""
            Shop.FailedException: Not now
             ---> System.IO.IOException: Disk
               at System.IO.File.Open(String path)
               at System.IO.File.Read(String path)
               --- End of inner exception stack trace ---
               at Shop.Orders.Handle(Order order) in /src/Orders.cs:line 3
               at Messaging.Consumers.QueueConsumer.HandleAsync()
            """);
        Assert.Equal(
            [(StackPartKind.Message, 2), (StackPartKind.Framework, 3), (StackPartKind.Own, 1), (StackPartKind.Framework, 1)],
            parts.Select(part => (part.Kind, part.Lines.Count)));
    }

    [Fact]
    public void May_have_no_frame_at_all() => Assert.Equal(StackPartKind.Message, Assert.Single(StackLines.Parse("It went wrong")).Kind);
}
