using Entente.Access.Factors;
using Entente.Tests.Support;

namespace Entente.Tests.Access.Factors;

/// <summary>A phone with an authenticator app, and the paper with the recovery codes.</summary>
internal sealed record Phone(byte[] Secret, IReadOnlyList<string> Codes)
{
    public string Code(DateTimeOffset at) => Totp.Code(Secret, Totp.StepOf(at));

    /// <summary>Sets the app up as a person does: types the key that the page shows, sends the code that the app shows.</summary>
    public static async Task<Phone> SetUp(WebHouse web, WebVisitor visitor, string query = "")
    {
        var page = await visitor.Open("/w/corvane/factor/app" + query);
        var secret = Base32.Decode(page.Document.QuerySelector("input[aria-label='The key to type']")!.GetAttribute("value")!);
        var done = await visitor.Submit(page, ("Code", Totp.Code(secret, Totp.StepOf(web.Clock.Now))));
        if (done.Status == 303)
            return new(secret, []);
        done.Status.ShouldBe(200, done.Text);
        return new(secret, [.. done.Document.QuerySelectorAll("ol.codes code").Select(c => c.TextContent)]);
    }
}
