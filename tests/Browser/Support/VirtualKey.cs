using Microsoft.Playwright;

namespace Entente.Browser.Support;

/// <summary>A platform authenticator inside Chromium, by its developer protocol: keeps discoverable keys, unlocked by its owner at once.</summary>
internal sealed class VirtualKey
{
    private readonly ICDPSession devtools;
    private readonly string id;

    private VirtualKey(ICDPSession devtools, string id) => (this.devtools, this.id) = (devtools, id);

    public static async Task<VirtualKey> In(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
        return new(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether its owner unlocks it when asked.</summary>
    public Task Unlocks(bool yes) =>
        devtools.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = yes });

    public async Task<int> Count()
    {
        var kept = await devtools.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id });
        return kept!.Value.GetProperty("credentials").GetArrayLength();
    }
}
