using Microsoft.Playwright;

namespace E2E.Support;

/// <summary>The combobox of products, as a person uses it.</summary>
internal static class ProductPicking
{
    public static async Task ChooseAsync(this ILocator form, string sku)
    {
        var picker = form.GetByRole(AriaRole.Combobox, new() { Name = "Product" }).Last;
        await picker.FillAsync(sku);
        await form.GetByRole(AriaRole.Option).Filter(new() { HasText = sku }).ClickAsync();
    }
}
