using System.Globalization;
using Microsoft.Playwright;

namespace Entente.Browser.Support;

/// <summary>The registration form as a partner fills it in.</summary>
internal static class ClaimForm
{
    public static string DomainOf(string company) => company.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal) + ".example";

    /// <summary>What the form demands.</summary>
    public static async Task Fill(this IPage page, string company)
    {
        await page.FillAsync("[name='Input.Company']", company);
        await page.FillAsync("[name='Input.Domain']", DomainOf(company));
        await page.FillAsync("[name='Input.ContactEmail']", "head.of.it@" + DomainOf(company));
        await page.FillAsync("[name='Input.Amount']", "48,000");
        await page.FillAsync(
            "[name='Input.CloseDate']",
            TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        await page.FillAsync("[name='Input.Problem']", "Three plants keep their own stock lists.");
        await page.CheckAsync("[name='Input.Consent']");
    }

    /// <summary>What lies folded below.</summary>
    public static async Task FillMore(this IPage page)
    {
        await page.ClickAsync("summary:has-text('contact’s name')");
        await page.FillAsync("[name='Input.ContactName']", "Robin Marsh");
        await page.SelectOptionAsync("[name='Input.Country']", "GB");
    }

    public static async Task Send(this IPage page)
    {
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForURLAsync("**/received/*");
    }
}
