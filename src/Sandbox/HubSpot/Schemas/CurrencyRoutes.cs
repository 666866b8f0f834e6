using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>The account's currency, the others it uses and their rates.</summary>
internal sealed class CurrencyRoutes(CrmStore store, SandboxOptions options)
{
    // csharpier-ignore - a table
    private static readonly (string Code, string Name)[] Codes =
    [
        ("AUD", "Australian Dollar"), ("BRL", "Brazilian Real"), ("CAD", "Canadian Dollar"), ("CHF", "Swiss Franc"), ("CZK", "Czech Koruna"),
        ("DKK", "Danish Krone"), ("EUR", "Euro"), ("GBP", "British Pound"), ("HUF", "Hungarian Forint"), ("INR", "Indian Rupee"), ("JPY", "Japanese Yen"),
        ("MXN", "Mexican Peso"), ("NOK", "Norwegian Krone"), ("NZD", "New Zealand Dollar"), ("PLN", "Polish Zloty"), ("SEK", "Swedish Krona"),
        ("SGD", "Singapore Dollar"), ("USD", "US Dollar"), ("ZAR", "South African Rand"),
    ];

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="currencies">Below `…/currencies`.</param>
    public static void Map(RouteGroupBuilder currencies)
    {
        currencies.MapGet(
            "/codes",
            () => Wire.Json(Results(Codes.Select(c => new JsonObject { ["currencyCode"] = c.Code, ["currencyName"] = c.Name })))
        );
        currencies.MapGet("/company-currency", (CurrencyRoutes r) => r.Home());
        currencies.MapPut("/company-currency", (HttpContext http, CurrencyRoutes r) => r.SetHome(http));
        currencies.MapGet("/exchange-rates", (CurrencyRoutes r) => r.Rates(c => c.Rates));
        currencies.MapGet("/exchange-rates/current", (CurrencyRoutes r) => r.Rates(c => c.Current));
        currencies.MapPost("/exchange-rates", (HttpContext http, CurrencyRoutes r) => r.AddRate(http));
        currencies.MapGet("/exchange-rates/{id}", (HttpContext http, string id, CurrencyRoutes r) => r.Rate(http, id));
        currencies.MapPatch("/exchange-rates/{id}", (HttpContext http, string id, CurrencyRoutes r) => r.ChangeRate(http, id));
    }

    private static JsonObject Results(IEnumerable<JsonObject> items) => new() { ["results"] = new JsonArray([.. items]) };

    private IResult Rates(Func<Currencies, IEnumerable<ExchangeRate>> which) =>
        Wire.Json(Results(which(Currencies.Of(store)).Select(Json)));

    private IResult Rate(HttpContext http, string id) =>
        Currencies.Of(store).Rates.FirstOrDefault(r => r.Id == id) is { } rate ? Wire.Json(Json(rate)) : HubSpotError.NotFound.Result(http);

    private IResult Home()
    {
        var home = Currencies.Of(store).Home;
        return Wire.Json(
            new JsonObject { ["currencyCode"] = home, ["currencyName"] = Codes.FirstOrDefault(c => c.Code == home).Name ?? home }
        );
    }

    private async Task<IResult> SetHome(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Wire.Text(body["currencyCode"]) is not { } code || !Known(code))
            return HubSpotError.Invalid($"{Wire.Text(body["currencyCode"])} is no currency code.").Result(http);
        Keep(Currencies.Of(store) with { Home = code });
        return Home();
    }

    private async Task<IResult> AddRate(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var currencies = Currencies.Of(store);
        if (Wire.Text(body["fromCurrencyCode"]) is not { } code || !Known(code) || code == currencies.Home)
            return HubSpotError.Invalid("fromCurrencyCode must be another currency than the company's.").Result(http);
        if (Value(body) is not { } value)
            return HubSpotError.Invalid("conversionRate must be a number above 0.").Result(http);
        var number = currencies.Rates.Select(r => int.Parse(r.Id, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
        var rate = store.Write(
            Origin,
            tx =>
            {
                var made = new ExchangeRate(
                    $"{number}",
                    code,
                    value,
                    Canonical.ReadInstant(Wire.Text(body["effectiveAt"]) ?? "") ?? tx.Now,
                    Wire.Text(body["visibleInUI"]) != "false"
                );
                tx.Setting(Currencies.Key, JsonSerializer.Serialize(currencies with { Rates = [.. currencies.Rates, made] }));
                return made;
            }
        );
        return Wire.Json(Json(rate), 201);
    }

    private async Task<IResult> ChangeRate(HttpContext http, string id)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var currencies = Currencies.Of(store);
        if (currencies.Rates.FirstOrDefault(r => r.Id == id) is not { } rate)
            return HubSpotError.NotFound.Result(http);
        var next = rate with
        {
            Rate = Value(body) ?? rate.Rate,
            Visible = Wire.Text(body["visibleInUI"]) is { } visible ? visible == "true" : rate.Visible,
        };
        Keep(currencies with { Rates = [.. currencies.Rates.Select(r => r.Id == id ? next : r)] });
        return Wire.Json(Json(next));
    }

    private JsonObject Json(ExchangeRate rate) =>
        new()
        {
            ["id"] = rate.Id,
            ["fromCurrencyCode"] = rate.Code,
            ["toCurrencyCode"] = Currencies.Of(store).Home,
            ["conversionRate"] = rate.Rate,
            ["effectiveAt"] = Canonical.Instant(rate.From),
            ["visibleInUI"] = rate.Visible,
            ["createdAt"] = Canonical.Instant(rate.From),
            ["updatedAt"] = Canonical.Instant(rate.From),
        };

    private void Keep(Currencies currencies) => store.Write(Origin, tx => tx.Setting(Currencies.Key, JsonSerializer.Serialize(currencies)));

    private static bool Known(string code) => Codes.Any(c => c.Code == code);

    private static decimal? Value(JsonObject body) =>
        decimal.TryParse(Wire.Text(body["conversionRate"]), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0
            ? rate
            : null;
}
