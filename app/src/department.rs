//! The departments of France and their regions, by INSEE code (decoupage-administratif of Etalab, 2025).

/// A department: INSEE codes, and its name. In JSON it is its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department {
    pub code: &'static str,
    pub region: &'static str,
    pub name: &'static str,
}

impl Department {
    /// `None` for a code that is no department's.
    pub fn of_code(code: &str) -> Option<Self> {
        ALL.iter().copied().find(|department| department.code == code)
    }

    /// Those of a region (INSEE code), in the order of their codes.
    pub fn of_region(region: &str) -> impl Iterator<Item = Self> + use<'_> {
        ALL.iter().copied().filter(move |department| department.region == region)
    }

    /// « Ain (01) ».
    pub fn label(self) -> String {
        format!("{} ({})", self.name, self.code)
    }
}

impl serde::Serialize for Department {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> serde::Deserialize<'de> for Department {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::of_code(&code).ok_or_else(|| serde::de::Error::custom(format!("unknown department: {code}")))
    }
}

const fn department(code: &'static str, region: &'static str, name: &'static str) -> Department {
    Department { code, region, name }
}

#[rustfmt::skip]
const ALL: [Department; 101] = [
    department("01", "84", "Ain"),
    department("02", "32", "Aisne"),
    department("03", "84", "Allier"),
    department("04", "93", "Alpes-de-Haute-Provence"),
    department("05", "93", "Hautes-Alpes"),
    department("06", "93", "Alpes-Maritimes"),
    department("07", "84", "Ardèche"),
    department("08", "44", "Ardennes"),
    department("09", "76", "Ariège"),
    department("10", "44", "Aube"),
    department("11", "76", "Aude"),
    department("12", "76", "Aveyron"),
    department("13", "93", "Bouches-du-Rhône"),
    department("14", "28", "Calvados"),
    department("15", "84", "Cantal"),
    department("16", "75", "Charente"),
    department("17", "75", "Charente-Maritime"),
    department("18", "24", "Cher"),
    department("19", "75", "Corrèze"),
    department("21", "27", "Côte-d’Or"),
    department("22", "53", "Côtes-d’Armor"),
    department("23", "75", "Creuse"),
    department("24", "75", "Dordogne"),
    department("25", "27", "Doubs"),
    department("26", "84", "Drôme"),
    department("27", "28", "Eure"),
    department("28", "24", "Eure-et-Loir"),
    department("29", "53", "Finistère"),
    department("2A", "94", "Corse-du-Sud"),
    department("2B", "94", "Haute-Corse"),
    department("30", "76", "Gard"),
    department("31", "76", "Haute-Garonne"),
    department("32", "76", "Gers"),
    department("33", "75", "Gironde"),
    department("34", "76", "Hérault"),
    department("35", "53", "Ille-et-Vilaine"),
    department("36", "24", "Indre"),
    department("37", "24", "Indre-et-Loire"),
    department("38", "84", "Isère"),
    department("39", "27", "Jura"),
    department("40", "75", "Landes"),
    department("41", "24", "Loir-et-Cher"),
    department("42", "84", "Loire"),
    department("43", "84", "Haute-Loire"),
    department("44", "52", "Loire-Atlantique"),
    department("45", "24", "Loiret"),
    department("46", "76", "Lot"),
    department("47", "75", "Lot-et-Garonne"),
    department("48", "76", "Lozère"),
    department("49", "52", "Maine-et-Loire"),
    department("50", "28", "Manche"),
    department("51", "44", "Marne"),
    department("52", "44", "Haute-Marne"),
    department("53", "52", "Mayenne"),
    department("54", "44", "Meurthe-et-Moselle"),
    department("55", "44", "Meuse"),
    department("56", "53", "Morbihan"),
    department("57", "44", "Moselle"),
    department("58", "27", "Nièvre"),
    department("59", "32", "Nord"),
    department("60", "32", "Oise"),
    department("61", "28", "Orne"),
    department("62", "32", "Pas-de-Calais"),
    department("63", "84", "Puy-de-Dôme"),
    department("64", "75", "Pyrénées-Atlantiques"),
    department("65", "76", "Hautes-Pyrénées"),
    department("66", "76", "Pyrénées-Orientales"),
    department("67", "44", "Bas-Rhin"),
    department("68", "44", "Haut-Rhin"),
    department("69", "84", "Rhône"),
    department("70", "27", "Haute-Saône"),
    department("71", "27", "Saône-et-Loire"),
    department("72", "52", "Sarthe"),
    department("73", "84", "Savoie"),
    department("74", "84", "Haute-Savoie"),
    department("75", "11", "Paris"),
    department("76", "28", "Seine-Maritime"),
    department("77", "11", "Seine-et-Marne"),
    department("78", "11", "Yvelines"),
    department("79", "75", "Deux-Sèvres"),
    department("80", "32", "Somme"),
    department("81", "76", "Tarn"),
    department("82", "76", "Tarn-et-Garonne"),
    department("83", "93", "Var"),
    department("84", "93", "Vaucluse"),
    department("85", "52", "Vendée"),
    department("86", "75", "Vienne"),
    department("87", "75", "Haute-Vienne"),
    department("88", "44", "Vosges"),
    department("89", "27", "Yonne"),
    department("90", "27", "Territoire de Belfort"),
    department("91", "11", "Essonne"),
    department("92", "11", "Hauts-de-Seine"),
    department("93", "11", "Seine-Saint-Denis"),
    department("94", "11", "Val-de-Marne"),
    department("95", "11", "Val-d’Oise"),
    department("971", "01", "Guadeloupe"),
    department("972", "02", "Martinique"),
    department("973", "03", "Guyane"),
    department("974", "04", "La Réunion"),
    department("976", "06", "Mayotte"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_department_has_its_own_code_and_stands_in_its_region() {
        let codes: std::collections::BTreeSet<_> = ALL.iter().map(|d| d.code).collect();
        assert_eq!(codes.len(), ALL.len());
        assert_eq!(Department::of_region("84").count(), 12);
        assert_eq!(Department::of_code("2A").map(Department::label).as_deref(), Some("Corse-du-Sud (2A)"));
        assert_eq!(Department::of_code("20"), None);
    }
}
