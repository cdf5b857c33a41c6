using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>Asks before instances are terminated: the name must be typed, or for many their number.</summary>
internal static class TerminateConfirmation
{
    private const int Named = 20;

    public static Task<bool> MayTerminateAsync(this DialogService dialogs, IReadOnlyList<InstanceView> instances) => instances is [var one]
        ? dialogs.AreYouSureAsync(
            $"Terminate {one.Name}?", "Its process is ended and all it keeps is deleted. This cannot be undone.", "Terminate", typeName: one.Name)
        : dialogs.AreYouSureAsync(
            $"Terminate {Figures.Count(instances.Count)} instances?",
            "Their processes are ended and all they keep is deleted. This cannot be undone.",
            "Terminate",
            typeName: $"terminate {Figures.Count(instances.Count)}",
            details: NamesOf(instances));

    private static RenderFragment NamesOf(IReadOnlyList<InstanceView> instances) => builder =>
    {
        builder.OpenElement(0, "ul");
        builder.AddAttribute(1, "class", "terminate-list");
        foreach (var instance in instances.Take(Named))
        {
            builder.OpenElement(2, "li");
            builder.AddContent(3, $"{instance.Name} ({instance.Id})");
            builder.CloseElement();
        }

        if (instances.Count > Named)
        {
            builder.OpenElement(4, "li");
            builder.AddContent(5, $"and {Figures.Count(instances.Count - Named)} more");
            builder.CloseElement();
        }

        builder.CloseElement();
    };
}
