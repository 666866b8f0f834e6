using System.Globalization;
using System.Security.Cryptography;
using Entente.Access;
using Entente.Plans.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Plans.Remind;

/// <summary>What an address in a mail is good for: one tick of one item by one person.</summary>
/// <param name="Partner">Of a partner's person; null: staff.</param>
/// <param name="Ticks">How often the item had been ticked when it was made; another number: it was used.</param>
internal sealed record TickKey(PersonId Person, PartnerId? Partner, PlanItemId Item, int Ticks, DateTimeOffset Until)
{
    public static readonly TimeSpan Lives = TimeSpan.FromDays(30);

    /// <summary>When it was made: whoever was cut off since ticks nothing with it.</summary>
    public DateTimeOffset Since => Until - Lives;
}

/// <summary>Closed by the key ring, they name workspace, person and item; nothing is kept of them.</summary>
internal sealed class TickKeys(EntenteDb db, SecretBox box)
{
    private const string Purpose = "plan-tick";

    public string Close(MemberCard person, PlanItem item, DateTimeOffset now) =>
        box.Close(
            Purpose,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{db.Workspace.Value:N}.{person.Person.Id.Value:N}.{person.Partner?.Value:N}.{item.Id.Value:N}.{item.Ticks}.{(now + TickKey.Lives).ToUnixTimeSeconds()}"
            )
        );

    /// <summary>Null: it opens nothing here.</summary>
    public TickKey? Read(string token)
    {
        try
        {
            var parts = box.Open(Purpose, token).Split('.');
            return parts[0] == db.Workspace.Value.ToString("N")
                ? new(
                    new(Guid.ParseExact(parts[1], "N")),
                    parts[2].Length > 0 ? new PartnerId(Guid.ParseExact(parts[2], "N")) : null,
                    new(Guid.ParseExact(parts[3], "N")),
                    int.Parse(parts[4], CultureInfo.InvariantCulture),
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[5], CultureInfo.InvariantCulture))
                )
                : null;
        }
        catch (CryptographicException)
        {
            // The key ring says so of everything that it did not close.
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
