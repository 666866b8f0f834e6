using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>Refresh tokens, kept as hashes in the store so that a connection outlives a restart. With rotation each is good once.</summary>
internal sealed class RefreshTokens(CrmStore store)
{
    private const string Key = "salesforce.refresh.";
    private const string RotationKey = "salesforce.rotation";

    private static readonly Origin Self = new(Door.SalesforceApi);

    public bool Rotates
    {
        get => store.Setting(RotationKey) == "true";
        set => store.Write(Self, tx => tx.Setting(RotationKey, value ? "true" : null));
    }

    public string Open()
    {
        var token = "5Aep861" + Secrets.Token();
        store.Write(Self, tx => tx.Setting(Key + Secrets.Hash(token), "true"));
        return token;
    }

    /// <summary>Whether the token is good. With rotation it dies by this use, even when two ask at once.</summary>
    public bool Use(string? token)
    {
        if (token is null)
            return false;
        var key = Key + Secrets.Hash(token);
        if (!Rotates)
            return store.Setting(key) is not null;
        return store.Write(
            Self,
            tx =>
            {
                var good = store.Setting(key) is not null;
                if (good)
                    tx.Setting(key, null);
                return good;
            }
        );
    }

    public bool End(string token)
    {
        var key = Key + Secrets.Hash(token);
        if (store.Setting(key) is null)
            return false;
        store.Write(Self, tx => tx.Setting(key, null));
        return true;
    }
}
