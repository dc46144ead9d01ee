using System.Text;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>A form of a page, with odd values, fields too many or too few, and sometimes without the token of the page.</summary>
internal sealed class FuzzedForm(Dice dice, KnownSite site, IReadOnlyList<FuzzActor> actors, FuzzedFile files)
{
    private const string Boundary = "----fuzz";

    public RawRequest Make()
    {
        var form = dice.Of(site.Forms);
        var actor = dice.OneIn(10) ? dice.Of(actors) : actors.Single(one => one.Name == form.Actor);
        var fields = Fields(form, actor).ToList();
        if (form.Method != "post" && !dice.OneIn(10))
        {
            var target = $"{form.Action.Split('?')[0]}?{Encoded(fields)}";
            return RawRequest.Of("form", "GET", target, [.. actor.Cookies, ("Accept", "text/html")]);
        }

        var isMultipart = form.IsMultipart != dice.OneIn(30);
        var type = isMultipart ? $"multipart/form-data; boundary={Boundary}" : "application/x-www-form-urlencoded";
        var body = isMultipart ? Multipart(form, fields) : Encoding.ASCII.GetBytes(Encoded(fields));
        var action = form.Action;
        if (dice.OneIn(15)) action += (action.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=nothing";
        List<(string, string)> headers = [.. actor.Cookies, ("Accept", "text/html")];
        headers.Add(("Content-Type", dice.OneIn(40) ? "text/plain" : type));
        if (!dice.OneIn(20)) headers.Add(("Origin", "http://127.0.0.1"));
        return RawRequest.Of("form", "POST", action, headers, dice.OneIn(40) ? dice.Changed(body) : body);
    }

    private IEnumerable<(string Name, string Value)> Fields(KnownForm form, FuzzActor actor)
    {
        var calm = dice.OneIn(3); // most as they were, so that the action itself is reached
        foreach (var (name, value, type) in form.Fields)
        {
            if (type is "file") continue;
            if (name == "__RequestVerificationToken")
            {
                if (!dice.OneIn(15)) yield return (name, dice.OneIn(20) ? dice.Changed(actor.FormToken) : actor.FormToken);
                continue;
            }

            if (type is "radio" or "checkbox" ? dice.OneIn(2) : dice.OneIn(20)) continue;
            yield return (name, Value(value, type, calm));
            if (dice.OneIn(30)) yield return (name, dice.OddText());
        }

        if (dice.OneIn(15)) yield return (dice.OddText(), dice.OddText());
    }

    private string Value(string value, string type, bool calm)
    {
        if (type == "select" && !dice.OneIn(8)) return dice.Of(value.Split('\n'));
        if (type is "hidden" or "radio" or "checkbox" or "submit" or "button")
            return dice.OneIn(calm ? 30 : 6) ? dice.Near([value]) : value;
        if (calm) return value != "" ? value : type == "email" ? "fuzz@example.org" : type == "date" ? "2027-03-01" : "Erfundenes";
        return dice.Below(4) switch { 0 => value, 1 => dice.Near(site.Values), _ => dice.OddText() };
    }

    private static string Encoded(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(one => $"{RawRequest.Encoded(one.Name)}={RawRequest.Encoded(one.Value)}"));

    private byte[] Multipart(KnownForm form, IEnumerable<(string Name, string Value)> fields)
    {
        List<byte> body = [];
        foreach (var (name, value) in fields)
            Add($"""form-data; name="{name}" """, RawRequest.Utf8(value));
        foreach (var file in form.Fields.Where(one => one.Type == "file"))
        {
            var (name, content) = files.Make();
            Add($"""form-data; name="{file.Name}"; filename="{(dice.OneIn(8) ? dice.OddText() : name)}" """, content);
        }

        body.AddRange(RawRequest.Utf8($"--{Boundary}{(dice.OneIn(40) ? "" : "--")}\r\n"));
        return [.. body];

        void Add(string disposition, byte[] content) =>
            body.AddRange(
                [.. RawRequest.Utf8($"--{Boundary}\r\nContent-Disposition: {disposition.Trim()}\r\n\r\n"), .. content, .. "\r\n"u8]);
    }
}
