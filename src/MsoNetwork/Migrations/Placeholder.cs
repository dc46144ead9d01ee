namespace MsoNetwork.Migrations { internal static class SchemaSqlUser { } }
